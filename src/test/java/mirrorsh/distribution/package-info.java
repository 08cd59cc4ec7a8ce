/** Tests of the built distribution: the launcher, a terminal, the README. They run after packaging, in {@code mvn verify}. */
package mirrorsh.distribution;
