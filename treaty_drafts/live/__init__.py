"""Live drafting: several people in one draft, over a log of updates in the database (decision 9)."""
