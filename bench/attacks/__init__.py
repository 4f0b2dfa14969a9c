"""The fixed attack suite: ways to make a wrong answer look right, and honest ways to write a right one."""
