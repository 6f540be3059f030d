"""What a case is: values and rules. The standard library only."""
