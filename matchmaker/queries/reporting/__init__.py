"""What a report freezes, and what has changed since."""
