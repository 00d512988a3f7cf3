"""What people write: typed, pasted or taken from Word, made into clean HTML of our few tags."""
