"""Innovation statistics as claims, resolved in the open."""
