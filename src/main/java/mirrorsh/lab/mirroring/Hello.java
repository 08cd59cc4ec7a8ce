package mirrorsh.lab.mirroring;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mirrorsh.lab.mirroring.Negotiation.Method;
import mirrorsh.lab.mirroring.Negotiation.Offer;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;

/**
 * How each side introduces itself in a handshake.
 *
 * @param share its part of the key that encrypts the link
 */
record Hello(String server, int version, Identity.Purpose purpose, Offer offer, byte[] nonce, byte[] share) {
    static final int NONCE = 32;

    /** What a proof covers: the nonce and the share. */
    byte[] challenge() {
        byte[] both = Arrays.copyOf(nonce, nonce.length + share.length);
        System.arraycopy(share, 0, both, nonce.length, share.length);
        return both;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(server);
        out.writeInt(version);
        out.writeByte(purpose.ordinal());
        out.writeByte(offer.encryption().ordinal());
        out.writeByte(offer.methods().size());
        for (Method method : offer.methods()) {
            out.writeByte(method.ordinal());
        }
        out.writeByte(offer.algorithms().size());
        for (EncryptionAlgorithm algorithm : offer.algorithms()) {
            out.writeByte(algorithm.ordinal());
        }
        Frames.writeBytes(out, nonce);
        Frames.writeBytes(out, share);
    }

    static Hello read(DataInputStream in) throws IOException {
        String server = in.readUTF();
        int version = in.readInt();
        Identity.Purpose purpose = choice(Identity.Purpose.values(), in);
        EncryptionMode encryption = choice(EncryptionMode.values(), in);
        List<Method> methods = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            methods.add(choice(Method.values(), in));
        }
        List<EncryptionAlgorithm> algorithms = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            algorithms.add(choice(EncryptionAlgorithm.values(), in));
        }
        byte[] nonce = Frames.readBytes(in);
        if (nonce.length != NONCE) {
            throw new Frames.MalformedException("A nonce has " + nonce.length + " bytes.");
        }
        byte[] share = Frames.readBytes(in);
        return new Hello(server, version, purpose, new Offer(methods, encryption, algorithms), nonce, share);
    }

    private static <T> T choice(T[] choices, DataInputStream in) throws IOException {
        int index = in.readUnsignedByte();
        if (index >= choices.length) {
            throw new Frames.MalformedException("There is no choice " + index + ".");
        }
        return choices[index];
    }
}
