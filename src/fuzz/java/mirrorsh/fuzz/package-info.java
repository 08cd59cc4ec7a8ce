/** Fuzzing of what is read from files; {@code mvn -Pfuzz verify} runs it, the profile says how long. */
package mirrorsh.fuzz;
