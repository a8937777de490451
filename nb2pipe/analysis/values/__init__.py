"""What values are, and how code gets at their parts. conditions getters frame_attributes arguments"""
