"""What is printed: papers for the day, made from the records alone, the same to the byte every time they are made."""
