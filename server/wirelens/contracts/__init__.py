"""What a change of code does to the contracts between services. Pure: two maps in, changes out."""
