"""How the words and weights of Polyseme are made: `python -m polyseme_training list`."""
