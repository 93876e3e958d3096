"""An independent account of the same semantics: a plain world description and its evaluation by enumeration."""
