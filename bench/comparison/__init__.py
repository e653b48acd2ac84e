"""The parts of the comparison with other generators that bench/peers.py puts together."""
