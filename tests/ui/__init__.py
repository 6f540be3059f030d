"""The windows, driven through their own signals, without a screen."""
