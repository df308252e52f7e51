"""Looking over material before it is learned from: what is damaged, unlike the rest, or there twice."""
