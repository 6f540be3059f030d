"""What only a built bundle can prove: `make bundle-test`."""
