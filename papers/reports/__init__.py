"""Reports on paper, in the party's form and in the State's."""
