"""What functions and methods of libraries do and give. applying inheritance"""
