"""What code does to the world outside the process: files, archives, shells, databases. drawing"""
