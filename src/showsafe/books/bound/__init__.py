"""The bound book of a licensee: what was acquired and disposed of, corrected in the open, never erased by anybody."""
