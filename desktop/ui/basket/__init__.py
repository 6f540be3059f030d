"""The basket of what was put off."""
