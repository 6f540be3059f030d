"""What is fast, measured beside what a user would pick instead."""
