"""The computer around us: printers, drives, what it leaks."""
