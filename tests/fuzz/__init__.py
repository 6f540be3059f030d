"""Every parser of the house as a function of bytes, fed by a fuzzer (`make fuzz`), and what the fuzzer found worth keeping."""
