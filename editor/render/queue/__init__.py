"""The render queue: jobs in a database of their own, and the processes that do them."""
