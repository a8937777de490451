"""Runs and verifications as processes of their own: started, watched through files, cancelled, found again."""
