"""What is known while code is followed: variables, abstract objects, and who holds whom."""
