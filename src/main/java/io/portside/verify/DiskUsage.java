package io.portside.verify;

import com.fasterxml.jackson.databind.JsonNode;

/** Adds up what {@code /system/df} lists, as {@code docker system df} does. */
final class DiskUsage {
  private DiskUsage() {}

  /** Bytes of images, containers' own layers, volumes and build cache. */
  static long of(JsonNode df) {
    return df.has("LayersSize")
        ? Math.max(0, df.path("LayersSize").asLong())
            + sum(df.path("Containers"), "/SizeRw")
            + sum(df.path("Volumes"), "/UsageData/Size")
            + sum(df.path("BuildCache"), "/Size")
        : sums(df);
  }

  // API 1.52 and newer (Docker 29).
  private static long sums(JsonNode df) {
    return Math.max(0, df.at("/ImageUsage/TotalSize").asLong())
        + Math.max(0, df.at("/ContainerUsage/TotalSize").asLong())
        + Math.max(0, df.at("/VolumeUsage/TotalSize").asLong())
        + Math.max(0, df.at("/BuildCacheUsage/TotalSize").asLong());
  }

  // -1 is docker's word for a size that it does not know; a shared record's layer counts once.
  private static long sum(JsonNode entries, String size) {
    long sum = 0;
    for (JsonNode entry : entries) {
      if (!entry.path("Shared").asBoolean()) {
        sum += Math.max(0, entry.at(size).asLong());
      }
    }
    return sum;
  }
}
