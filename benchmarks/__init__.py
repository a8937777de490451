"""What the analyzer costs, measured as ratios; see README.md."""
