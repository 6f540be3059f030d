"""The agenda: dates and tasks by day, week and month, and the files that have none."""
