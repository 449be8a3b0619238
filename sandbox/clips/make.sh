#!/usr/bin/env bash
# Makes the sandbox's own clips and test media with ffmpeg (Debian: apt-get install ffmpeg fonts-dejavu-core).
# The results are committed; run this again only to change them.
set -euo pipefail
cd "$(dirname "$0")"

FONT=$(fc-match -f '%{file}' 'DejaVu Sans:bold')

# clip NAME WIDTH HEIGHT SECONDS TITLE BACKGROUND: the pictures of the clips, a row of macroblocks short: the sandbox adds
# it (../engine/clips/). The uppermost row counts: white, black, then the number of the picture in 8 blocks, 1 is white.
clip() {
	local name=$1 width=$2 height=$3 seconds=$4 title=$5 background=$6
	local short=$((width < height ? width : height))
	local rows=$(((height + 15) / 16 * 16 - 16))
	local ball=$((short / 5)) bar=$((short / 40)) large=$((short / 9)) small=$((short / 18))
	local count="drawbox=x=0:y=0:w=16:h=16:color=white:t=fill,drawbox=x=16:y=0:w=144:h=16:color=black:t=fill"
	# Lines at the lower edge: on plain ground the coder would take motion from below it, where the added row will be.
	count+=",drawbox=x=0:y=$((rows - 13)):w=${width}:h=2:color=white:t=fill,drawbox=x=0:y=$((rows - 5)):w=${width}:h=3:color=white:t=fill"
	for bit in 0 1 2 3 4 5 6 7; do
		count+=",drawbox=x=$((144 - 16 * bit)):y=0:w=16:h=16:color=white:t=fill:enable='mod(floor(n/$((1 << bit))),2)'"
	done
	ffmpeg -hide_banner -loglevel error -y \
		-f lavfi -i "color=c=${background}:s=${width}x${rows}:r=24:d=${seconds}" \
		-f lavfi -i "color=c=0xffb703:s=${ball}x${ball}:r=24:d=${seconds}" \
		-f lavfi -i "color=c=0x8ecae6:s=$((ball / 2))x$((ball / 2)):r=24:d=${seconds}" \
		-filter_complex "
			[1]format=yuva420p,geq=lum='p(X,Y)':cb='p(X,Y)':cr='p(X,Y)':a='if(lt(hypot(X-W/2,Y-H/2),W/2-1),255,0)'[ball];
			[2]format=yuva420p[box];
			[0][ball]overlay=x='(W-w)/2+(W-w)/2*0.8*sin(2*PI*t/${seconds})':y='(H-h)/2-(H-h)/2*0.45*abs(sin(4*PI*t/${seconds}))':shortest=1[one];
			[one][box]overlay=x='(W-w)/2-(W-w)/2*0.8*sin(2*PI*t/${seconds})':y='(H-h)*0.72':shortest=1[two];
			[two]drawtext=fontfile=${FONT}:text='${title}':fontcolor=white:fontsize=${large}:x=(w-text_w)/2:y=h*0.10,
			drawtext=fontfile=${FONT}:text='Seedance sandbox clip':fontcolor=white@0.7:fontsize=${small}:x=(w-text_w)/2:y=h-text_h*2.5,
			drawtext=fontfile=${FONT}:text='%{eif\:t\:d}.%{eif\:mod(t*10\,10)\:d} s':fontcolor=white@0.7:fontsize=${small}:x=w-text_w-${bar}:y=${bar},
			${count},format=yuv420p" \
		-c:v libx264 -profile:v baseline -preset veryslow -crf 30 -pix_fmt yuv420p -g 48 \
		-x264-params bframes=0:slices=1:threads=1:ref=1 -fflags +bitexact -flags:v +bitexact -f h264 "${name}.h264"
	ffmpeg -hide_banner -loglevel error -y -i "${name}.h264" -vf "select='eq(n,$((seconds * 24 - 5)))',pad=${width}:${height}" \
		-frames:v 1 -update 1 -map_metadata -1 -fflags +bitexact "${name}-last.png"
}

clip landscape 640 360 4 '16\:9' 0x023047
clip portrait 360 640 4 '9\:16' 0x5a189a
clip square 480 480 4 '1\:1' 0x1b4332

# 32 tones, one after the other, each with whole waves in a packet of 1024 samples and 8 packets long.
ffmpeg -hide_banner -loglevel error -y \
	-f lavfi -i "aevalsrc='0.15*sin(2*PI*(10+floor(n/8192))*n/1024)':s=44100:d=5.944308" \
	-c:a aac -b:a 32k -ac 1 -map_metadata -1 -fflags +bitexact -flags:a +bitexact -f adts tones.aac

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
ls -l ./*.h264 ./*.aac ./*.png "${media}"
