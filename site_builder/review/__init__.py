"""Review at the edges: records in files, texts in Git, forges, the gate.

What a review counts for is decided in `scoring.review`; here facts come in and go out.
"""
