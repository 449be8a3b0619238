#!/usr/bin/env bash
# Makes the sandbox's own clips and test media with ffmpeg (Debian: apt-get install ffmpeg fonts-dejavu-core).
# The results are committed; run this again only to change them.
set -euo pipefail
cd "$(dirname "$0")"

FONT=$(fc-match -f '%{file}' 'DejaVu Sans:bold')

# clip NAME WIDTH HEIGHT SECONDS TITLE BACKGROUND
clip() {
	local name=$1 width=$2 height=$3 seconds=$4 title=$5 background=$6
	local short=$((width < height ? width : height))
	local ball=$((short / 5)) bar=$((short / 40)) large=$((short / 9)) small=$((short / 18))
	ffmpeg -hide_banner -loglevel error -y \
		-f lavfi -i "color=c=${background}:s=${width}x${height}:r=24:d=${seconds}" \
		-f lavfi -i "color=c=0xffb703:s=${ball}x${ball}:r=24:d=${seconds}" \
		-f lavfi -i "color=c=0x8ecae6:s=$((ball / 2))x$((ball / 2)):r=24:d=${seconds}" \
		-f lavfi -i "sine=frequency=330:duration=${seconds}" \
		-filter_complex "
			[1]format=yuva420p,geq=lum='p(X,Y)':cb='p(X,Y)':cr='p(X,Y)':a='if(lt(hypot(X-W/2,Y-H/2),W/2-1),255,0)'[ball];
			[2]format=yuva420p[box];
			[0][ball]overlay=x='(W-w)/2+(W-w)/2*0.8*sin(2*PI*t/${seconds})':y='(H-h)/2-(H-h)/2*0.45*abs(sin(4*PI*t/${seconds}))':shortest=1[one];
			[one][box]overlay=x='(W-w)/2-(W-w)/2*0.8*sin(2*PI*t/${seconds})':y='(H-h)*0.72':shortest=1[two];
			[two]drawtext=fontfile=${FONT}:text='${title}':fontcolor=white:fontsize=${large}:x=(w-text_w)/2:y=h*0.10,
			drawtext=fontfile=${FONT}:text='Seedance sandbox clip':fontcolor=white@0.7:fontsize=${small}:x=(w-text_w)/2:y=h-text_h*2.5,
			drawtext=fontfile=${FONT}:text='%{eif\:t\:d}.%{eif\:mod(t*10\,10)\:d} s':fontcolor=white@0.7:fontsize=${small}:x=w-text_w-${bar}:y=${bar},
			format=yuv420p[video];
			[3]tremolo=f=3:d=0.7,volume=0.15,afade=t=out:st=$((seconds - 1)):d=1[audio]" \
		-map '[video]' -map '[audio]' \
		-c:v libx264 -profile:v main -preset veryslow -crf 30 -pix_fmt yuv420p -g 48 \
		-c:a aac -b:a 32k -ac 1 -movflags +faststart -map_metadata -1 -fflags +bitexact \
		-flags:v +bitexact -flags:a +bitexact "${name}.mp4"
}

clip landscape 640 360 4 '16\:9' 0x023047
clip portrait 360 640 4 '9\:16' 0x5a189a
clip square 480 480 4 '1\:1' 0x1b4332

for name in landscape portrait square; do
	ffmpeg -hide_banner -loglevel error -y -sseof -0.2 -i "${name}.mp4" -frames:v 1 -update 1 \
		-map_metadata -1 -fflags +bitexact "${name}-last.png"
done

# Test media, served under /media/ by the file host.
media=../media
ffmpeg -hide_banner -loglevel error -y -f lavfi -i 'gradients=s=800x600:c0=0xffb703:c1=0x219ebc:n=2:d=1:r=1:seed=7' \
	-frames:v 1 -q:v 8 -map_metadata -1 -fflags +bitexact "${media}/photo.jpg"
ffmpeg -hide_banner -loglevel error -y -f lavfi -i 'gradients=s=480x480:c0=0xffb703:c1=0x219ebc:n=2:d=1:r=1:seed=7' \
	-frames:v 1 -map_metadata -1 -fflags +bitexact -quality 40 "${media}/photo.webp"
ffmpeg -hide_banner -loglevel error -y -f lavfi -i 'testsrc2=s=800x600:r=24:d=3' -c:v libx264 -preset veryslow -crf 40 \
	-pix_fmt yuv420p -movflags +faststart -map_metadata -1 -fflags +bitexact -flags:v +bitexact "${media}/clip.mp4"
ffmpeg -hide_banner -loglevel error -y -f lavfi -i 'sine=frequency=440:duration=3' -c:a libmp3lame -b:a 32k -ac 1 \
	-map_metadata -1 -fflags +bitexact "${media}/tone.mp3"
ls -l ./*.mp4 ./*.png "${media}"
