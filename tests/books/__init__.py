"""What is entered in books, and what is made of it."""
