package mirrorsh.lab.instance.security;

/** Who is a member of which role, by principal ids. */
record Membership(int role, int member) {}
