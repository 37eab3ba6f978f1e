"""The evidence bundle: records with everything that anybody needs to check them, without a server and without us."""
