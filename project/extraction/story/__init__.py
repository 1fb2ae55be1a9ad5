"""What is story among the blocks of a page and what is none, whatever the model says."""
