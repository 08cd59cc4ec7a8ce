package mirrorsh.lab.instance.storage;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.type.SqlFailure;

/**
 * The devices of one BACKUP or RESTORE with the media families on them, which belong to one media set (tsql.md §8, Devices). Each
 * backup set is striped over all families. Immutable.
 *
 * @param members by the numbers of their families, at least one
 */
record MediaSet(List<Member> members) {
    MediaSet {
        members = List.copyOf(members);
    }

    /** A device and the family on it. */
    record Member(BackupDevice device, BackupMedia media) {
        BackupMedia.Entry entry(int position) {
            if (position < 1 || position > media.entries().size()) {
                throw SqlFailure.of(4038, position, device.path());
            }
            return media.entries().get(position - 1);
        }

        private boolean has(int position, BackupSet set) {
            List<BackupMedia.Entry> entries = media.entries();
            return position <= entries.size()
                    && entries.get(position - 1)
                            .set()
                            .label()
                            .guid()
                            .equals(set.label().guid());
        }
    }

    /** A new media set with a family on each device, as the options of the first backup on it want it. */
    static MediaSet formatted(List<BackupDevice> devices, BackupOptions options, LocalDateTime written) {
        BackupMedia.Header header = new BackupMedia.Header(
                UUID.randomUUID(),
                devices.size(),
                options.has("COMPRESSION"),
                options.has("ENCRYPTION"),
                options.text("MEDIANAME"),
                options.text("MEDIADESCRIPTION"),
                written);
        List<Member> members = new ArrayList<>();
        for (BackupDevice device : devices) {
            BackupMedia.Family family = new BackupMedia.Family(UUID.randomUUID(), members.size() + 1);
            members.add(new Member(device, new BackupMedia(header, family, List.of())));
        }
        return new MediaSet(members);
    }

    /**
     * The media set to write to without a new format; empty where there is none on any of the devices yet. As {@link #whole} where
     * there is one on some.
     */
    static Optional<MediaSet> written(List<BackupDevice> devices) {
        List<Member> found = new ArrayList<>();
        for (BackupDevice device : devices) {
            device.find().ifPresent(media -> found.add(new Member(device, media)));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(checked(found, devices.size(), true));
    }

    /** All families of a media set; each device as {@link BackupDevice#read}, and 3132, 3227, 3231, 3258 for others than those. */
    static MediaSet whole(List<BackupDevice> devices) {
        return checked(read(devices), devices.size(), true);
    }

    /** At least one family of a media set, whose header is enough; otherwise as {@link #whole}. */
    static MediaSet some(List<BackupDevice> devices) {
        return checked(read(devices), devices.size(), false);
    }

    private static List<Member> read(List<BackupDevice> devices) {
        return devices.stream().map(device -> new Member(device, device.read())).toList();
    }

    private static MediaSet checked(List<Member> found, int given, boolean whole) {
        BackupMedia.Header header = found.get(0).media().header();
        Map<Integer, Member> byNumber = new HashMap<>();
        for (Member member : found) {
            BackupMedia media = member.media();
            if (media.header().families() < given) {
                throw SqlFailure.of(3231, member.device().path(), media.header().families(), given);
            }
            if (!media.header().id().equals(header.id())) {
                throw SqlFailure.of(3258, member.device().path());
            }
            int number = media.family().number();
            Member before = byNumber.put(number, member);
            if (before != null) {
                throw SqlFailure.of(
                        3227, member.device().path(), number, before.device().path());
            }
        }
        if (whole && found.size() < header.families()) {
            throw SqlFailure.of(3132, header.families(), found.size());
        }
        return new MediaSet(found.stream()
                .sorted(Comparator.comparing(member -> member.media().family().number()))
                .toList());
    }

    BackupMedia.Header header() {
        return first().media().header();
    }

    Member first() {
        return members.get(0);
    }

    /** The device that messages name. */
    String path() {
        return first().device().path();
    }

    /** The backup sets as the first family has them. */
    List<BackupMedia.Entry> entries() {
        return first().media().entries();
    }

    /**
     * A backup set by its place, with its whole content; 4038, or 3232 where a family was overwritten apart from the others.
     *
     * @param position from 1
     */
    BackupMedia.Entry entry(int position) {
        BackupSet set = first().entry(position).set();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Member member : members) {
            checkHas(member, position, set);
            body.writeBytes(member.entry(position).body());
        }
        return new BackupMedia.Entry(set, body.toByteArray());
    }

    private static void checkHas(Member member, int position, BackupSet set) {
        if (!member.has(position, set)) {
            throw SqlFailure.of(
                    3232, member.device().path(), 1, member.media().family().number());
        }
    }

    /** With a backup set behind the others; 3232 where the families do not have the same ones. */
    MediaSet with(BackupSet set, byte[] body) {
        int most = members.stream()
                .mapToInt(member -> member.media().entries().size())
                .max()
                .orElse(0);
        for (int position = 1; position <= most; position++) {
            entry(position);
        }
        List<Member> longer = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            byte[] part = Arrays.copyOfRange(body, cut(body, i), cut(body, i + 1));
            longer.add(new Member(member.device(), member.media().with(new BackupMedia.Entry(set, part))));
        }
        return new MediaSet(longer);
    }

    private int cut(byte[] body, int family) {
        return Math.toIntExact((long) body.length * family / members.size());
    }

    /** Without its backup sets. */
    MediaSet cleared() {
        return new MediaSet(members.stream()
                .map(member -> new Member(member.device(), member.media().cleared()))
                .toList());
    }

    /** Writes every family; 3202. */
    void write() {
        members.forEach(member -> member.device().write(member.media()));
    }
}
