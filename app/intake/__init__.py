"""Raw records of any sender -> a test report."""
