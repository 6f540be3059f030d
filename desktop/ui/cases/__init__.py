"""Cases: the list, and opening a new one."""
