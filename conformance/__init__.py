"""What a second implementation has to pass: vectors as files, and the code that makes them; see README.md."""
