"""How good extraction is: predicted claims against gold ones, with intervals."""
