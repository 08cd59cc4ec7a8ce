package mirrorsh.effect;

/** Another effect, without leave to go on when it is not possible: what a tidying may leave out, an operator asked for by name. */
public record Demanded(Effect effect) implements WrappingEffect {
    @Override
    public boolean isOptional() {
        return false;
    }
}
