package mirrorsh.lab.mirroring;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.mirroring.Negotiation.Method;
import mirrorsh.lab.mirroring.Negotiation.Offer;
import mirrorsh.lab.sql.ast.AdminStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.AdminStatement.EncryptionMode;

/** How each side introduces itself in a handshake. */
record Hello(String server, int version, Identity.Purpose purpose, Offer offer, byte[] nonce) {
    static final int NONCE = 32;

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
        return new Hello(server, version, purpose, new Offer(methods, encryption, algorithms), nonce);
    }

    private static <T> T choice(T[] choices, DataInputStream in) throws IOException {
        int index = in.readUnsignedByte();
        if (index >= choices.length) {
            throw new Frames.MalformedException("There is no choice " + index + ".");
        }
        return choices[index];
    }
}
