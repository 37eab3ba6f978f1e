"""Read an account: who is quoted with which words, what is told of whom, and which dates are meant.

Everything found is a proposal with its place in the text. Nothing is invented, nothing is fetched, nothing is judged.
"""
