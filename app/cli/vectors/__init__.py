"""Runs a file of decision vectors: worked examples with their answers, against which `methods` is held."""
