"""What people copy to build in CI: each file is read as its service reads it, and its shell lines are run."""
