"""The documents are tested: what they say of the code is compared with the code."""
