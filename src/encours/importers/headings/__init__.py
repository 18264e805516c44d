"""The names columns go by, in French and in English, as the programs that export lists write them."""
